"""The shape of each rule file, cut by noun; what a file may say and nothing else."""

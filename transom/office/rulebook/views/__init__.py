"""Reading rules, their editions, what is proposed, and deciding on it."""

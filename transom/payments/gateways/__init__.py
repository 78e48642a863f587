"""Who takes cards for the city: one folder a gateway, one small interface."""

"""The model: how the network that finds attributions is taught, and its weights written."""

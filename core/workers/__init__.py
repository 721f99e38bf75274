"""Tasks in processes with limits; those on foreign files in a shut-in fork for each document."""

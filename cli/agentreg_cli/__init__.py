"""The command line of agentreg: reads the environment, talks to people, decides exit codes."""

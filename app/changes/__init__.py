"""The feed of changes of suppliers, demands and scoring, as its readers follow it."""

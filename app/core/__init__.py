"""What every feature stands on: settings, database, errors, security, time, logging."""

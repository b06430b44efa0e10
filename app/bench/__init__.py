"""The budgets of the service, measured: ``ketnoi bench``."""

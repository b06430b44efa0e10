"""Planning: what every row will become, compared with what is registered."""

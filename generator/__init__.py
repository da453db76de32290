"""Prongsai: turns the YAML of one public office into a site that shows what the office must show."""

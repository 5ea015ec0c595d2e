"""FieldNotes: an offline, encrypted notebook for testimonies that protects its sources."""

__version__ = "0.1.0"

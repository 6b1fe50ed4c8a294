"""All the portal knows of the Accelevents REST API: one client, its records, its errors."""

"""Who is signed in: sign-in and sign-out, what the session keeps, and private by default."""

"""What templates may use beside Django's own."""

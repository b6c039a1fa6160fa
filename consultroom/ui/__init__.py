"""What is shown and clicked; Qt lives here and in app.py only."""

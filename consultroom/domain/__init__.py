"""What is true in the room even on paper: values and rules, standard library only."""

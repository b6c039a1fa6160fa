"""How the sample district is made: people, texts, and one walk after another."""

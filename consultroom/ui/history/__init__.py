"""记录沿革: who did what when, with every field before and after; of one record or of the room."""

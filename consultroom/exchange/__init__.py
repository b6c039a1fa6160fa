"""The room on a stick (packs); its first citizens arrive with the exchange."""

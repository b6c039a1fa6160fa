"""设置: the station's profile, wording, printing, the look, the district's parameters, about."""

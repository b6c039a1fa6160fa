"""模板: which Word template each paper is filled in, tried before a new one is put in force."""

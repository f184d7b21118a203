"""Files that no importer should choke on: valid ones of every adapter, changed at random from a fixed seed."""

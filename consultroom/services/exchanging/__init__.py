"""The exchange between offices (交换): packs out and in, and everything around them.

``partners``       whom this room exchanges with, whose keys it believes, whom it encrypts to
``enrolling``      joining without a network, recovery key, new keys
``homing``         a copied or restored room writes under a new name; ``renaming`` after the fact
``sharing``        what may leave a station
``choosing``       which rows and files go to whom
``exporting``      packs out
``inbox``          packs in: copied, looked at, quarantined, archived
``opening``        whether it is a pack's turn
``arriving``       what a pack would change; ``previewing`` tells it
``promoting``      what an earlier version could only keep
``importing``      one pack becomes one act
``acknowledging``  what has arrived at the other end; paper slips
``settling``       conflicts
``replaying``      a room built again from its packs
"""

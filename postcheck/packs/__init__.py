"""Rule packs: found, read, composed and tried against their own examples."""

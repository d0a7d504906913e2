"""Changes of boundaries: communes merged, divided, renamed; hamlets moved. Drafted, tried without writing, applied, undone."""

"""Backup and restore: one encrypted folder per backup, proved by a restore before anybody says "done".

    TARGET/
      hoctap-20261122-011500-3f9a/     one backup; it has this name only once it was restored and compared
        backup.json                    what may be read without a key: version, size, hashes of the other parts
        manifest.age                   counts and checksums per table, migrations, facts, everything that is compared
        dump.age                       pg_dump's custom format
        files.age                      one line per file: sha256, size, object
        objects.txt                    the objects it needs, so that old ones can be told from needed ones without a key
      objects-<key>/ab/<name>-<sha256 of what lies here>.age

A file handed in never changes, so it is encrypted once per key and shared by all backups in a target. The name of an object is an HMAC,
so that nobody who holds the target can ask it whether a known file is inside.

The order matters: first the dump, then the files. A file is there before the row that names it, so a copy of the files made
later has everything that the dump names.

The machine that makes backups holds no key that opens them. To prove a backup by a real restore, each run also encrypts to a
key pair of its own, which lives in memory and dies with the run.
"""

"""Small measurements of files, process and machine; each takes the folder it reads below, for recorded trees."""

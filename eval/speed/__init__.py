"""Speed as ratios to what the machine and a peer can do in the same run, so that figures of different machines compare."""

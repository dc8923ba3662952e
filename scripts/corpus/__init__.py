"""Sample reports for gouji: invented bodies, invented figures, official form labels, real producers."""

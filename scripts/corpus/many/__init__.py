"""Reports at random: bodies, figures, wordings, layouts, carriers and faults drawn by a seed."""

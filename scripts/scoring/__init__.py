"""What gouji reads against what is printed, by case, by class and by planted fault."""

"""The parts of childplan.py. Import childplan instead."""

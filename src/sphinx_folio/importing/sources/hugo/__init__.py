"""Sites of Hugo, and HugoBlox, the themes of researchers: its people, papers and blocks."""

"""Sites of Quarto: what their pages have in common, and their reader."""

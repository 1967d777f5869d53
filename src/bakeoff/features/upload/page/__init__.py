"""The page where visitors bring data of their own."""

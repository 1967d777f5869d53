"""Pages of classes and certificates, and what lessons add to other pages."""

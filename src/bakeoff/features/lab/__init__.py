"""The network lab: one small network on points in a plane, trained live and steered by the visitor."""

"""SVM: the widest street between two classes."""

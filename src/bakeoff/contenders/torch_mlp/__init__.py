"""The PyTorch MLP: the same network, trained by a plain PyTorch loop."""

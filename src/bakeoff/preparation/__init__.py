"""From a spec to arrays: splits, columns, steps, augmentation, and pictures of what they do."""

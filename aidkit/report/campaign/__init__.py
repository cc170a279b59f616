"""What a campaign report says of the campaign itself: its deadlines, and each clause of its document with what computes it."""

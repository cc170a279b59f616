"""The guide directory (救助事项指导目录): nine kinds of help, whom each fits, which office, what papers (HS-4)."""

"""The low-income database (低收入对象数据库): a file of families, members and findings, each as found on a day."""

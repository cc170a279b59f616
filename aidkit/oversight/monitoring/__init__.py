"""Early warning (动态监测预警, HZ-3): triggers over monthly snapshots, and what their alerts are worth."""

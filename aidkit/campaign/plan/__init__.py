"""A campaign's plan as data: ``params/campaigns/<id>/plan.yaml`` read, checked and handed on."""

"""How everything looks: design tokens, components, behaviours and base pages."""

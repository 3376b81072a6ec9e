"""The agenda as a programme: ambitions, projects, money, target groups, services, evaluation and stories, read from agenda/."""

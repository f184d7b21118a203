"""Numbers of sections and items: 1, 2, 2.1. A section's only item has none of its own and goes by its section's."""


def numbers(sections):
    """`{section or item: label}` of `sections`, each with `listed`: its standing items in order.

    Labels that were written down when the agenda was fixed stay; what came later counts on from them.
    """
    labels = {}
    for place, section in enumerate(sections, 1):
        number = section.number or place
        labels[section] = str(number)
        labels.update(_of_items(number, list(section.listed)))
    return labels


def shows_number(section):
    """Whether the items of a section are printed with numbers of their own."""
    return len(list(section.listed)) != 1


def _of_items(number, items):
    if len(items) == 1 and not items[0].number_label:
        return {items[0]: str(number)}
    labels, taken = {}, 0
    for item in items:
        label = item.number_label or f"{number}.{taken + 1}"
        _, _, own = label.partition(".")
        taken = max(taken, int(own or 1))
        labels[item] = label
    return labels

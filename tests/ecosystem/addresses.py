"""The addresses of the ecosystem in the table of tests/test_addresses.py, over a published assessment of Lampang."""

PUBLIC, NOBODY = [200] * 4, [404] * 4

TABLE = {
    "ecosystem:index": ([], PUBLIC),
    "ecosystem:group": (["lampang"], PUBLIC),
    "ecosystem:assessment": (["lampang", "round"], PUBLIC),
    "ecosystem:start": (["lampang", "round"], [302, 405, 405, 405]),
    "ecosystem:points": (["lampang", "round"], [302, 200, 404, 200]),
    "ecosystem:hand_in": (["lampang", "round"], [302, 405, 405, 405]),
    "ecosystem:check": (["lampang", "round"], [302, 404, 404, 404]),
    "ecosystem:send_back": (["lampang", "round"], [302, 405, 405, 405]),
    "ecosystem:release": (["lampang", "round"], [302, 405, 405, 405]),
    "ecosystem:answer": (["lampang", "round", "open_data"], [302, 200, 404, 200]),
    "ecosystem:evidence": (["lampang", "round", "open_data"], NOBODY),
}

"""A window that one visitor leaves to the next is as new as one that nobody has used."""

from playwright.sync_api import expect


def test_window_is_left_without_a_trace_of_its_visitor(chrome, house, keys, windows):
    left = windows.take(keys.of("anna", chrome, house))
    left.goto("/")
    expect(left.locator("#inbox")).to_be_visible()
    left.evaluate("localStorage.setItem('mine', 1), sessionStorage.setItem('mine', 1)")
    left.context.new_page()
    windows.take_back(left)

    page = windows.take({"cookies": [], "origins": []})
    assert page is left
    assert page.context.pages == [page]
    page.goto("/inbox/mine/")
    assert "/account/login/" in page.url
    kept = page.evaluate("[localStorage.getItem('mine'), sessionStorage.getItem('mine')]")
    assert kept == [None, None]
    windows.take_back(page)

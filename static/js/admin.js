"use strict";
// What the stock pages leave out for people who use a keyboard or a screen reader. Loaded on every page of the secretariat.

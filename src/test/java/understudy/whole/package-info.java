/**
 * The whole way, from outside: a real panel process driven by REST or by a browser, real hosts, a till that sells. Start at
 * {@link understudy.whole.PanelProcess}.
 */
package understudy.whole;

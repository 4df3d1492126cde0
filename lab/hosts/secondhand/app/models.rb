# The tables that a sale touches.
require 'active_record'

class Item < ActiveRecord::Base; end
class Cart < ActiveRecord::Base; end
class LineItem < ActiveRecord::Base; end
class HealthCheck < ActiveRecord::Base; end

class Selling < ActiveRecord::Base
  # One sale as a till makes it. The block is called when all is written and only the commit is left.
  def self.of(item, receipt)
    transaction do
      cart = Cart.create!(user_id: 1)
      selling = create!(event_id: 1, receipt: receipt)
      LineItem.create!(item_id: item, cart_id: cart.id, selling_id: selling.id)
      Item.where(id: item).update_all(sold_on: Time.now.utc)
      yield
      selling
    end
  end
end
